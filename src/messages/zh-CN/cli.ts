import type { cli as en } from '../en/cli';

export const cli: Record<keyof typeof en, string> = {
  description: '用手写数字训练神经网络，导出网络，并用它识别数字。',
  error: '错误：{{sentence}}',
  bug: '这是 Inkling 的程序错误：{{message}}',
  epochs_one: '{{count}} 轮',
  epochs_other: '{{count}} 轮',

  'usage.hint': '用法：{{command}}',
  'usage.unknownCommand': '没有 {{what}} 这个命令。',
  'usage.unknownOption': '没有 {{what}} 这个选项。',
  'usage.missingArgument': '缺少 <{{what}}>。',
  'usage.missingValue': '{{what}} 需要一个值。',
  'usage.excessArguments': '参数比这个命令所需的多。',
  'usage.invalid': '{{what}} 不能是“{{value}}”。{{expected}}',
  'usage.suggestion': '{{sentence}}是不是想写 {{suggestion}}？',
  'help.usage': '用法：',
  'help.arguments': '参数：',
  'help.options': '选项：',
  'help.commands': '命令：',
  'usage.whole': '应为 {{min}} 到 {{max}} 之间的整数。',
  'usage.seeds': '应为至少两个用逗号隔开的种子，每个是 0 到 2147483647 的整数，例如 1,2,3。',
  'usage.seedOrSeeds': '--seed 与 --seeds 只能给一个。',
  'usage.recipe': '--recipe：既没有名为“{{given}}”的配方，也没有这个文件。已有的名称：{{names}}。',

  'argument.run': '运行的名称或其开头（见 `runs`）；`last` 表示最新的一次',
  'argument.model': '一次运行（写法同 `export`）或一个 ONNX 文件',
  'argument.file': '写到哪里',
  'argument.images': '图片，每张一个数字（PNG、JPEG）；深底浅字或浅底深字均可',

  'option.help': '显示用法',
  'option.version': '显示版本',
  'option.library': '存放运行与模型的文件夹（默认与应用相同）',
  'option.json': '每行输出一个 JSON 对象',
  'option.quiet': '只输出结果和错误',
  'option.recipe': '配方名称或 JSON 文件（默认：article）',
  'option.seed': '一切随机数的来源（默认取自配方）',
  'option.seeds': '依次用这些种子训练，如 1,2,3，并给出平均值与偏差',
  'option.epochs': '把训练集看几遍（默认取自配方）',
  'option.threads': '计算所用的线程数',

  'train.description': '训练一个网络；按 Ctrl-C 会保存检查点并停止',
  'train.started': '运行 {{run}}：“{{name}}”，{{examples}} 个数字，{{epochs}}。',
  'train.resumed': '运行 {{run}}：“{{name}}”，从第 {{step}} 步继续（共 {{totalSteps}} 步）。',
  'train.otherEnvironment':
    '这次运行开始时用的是另一种处理器或另一个 TensorFlow 版本：可以继续，但末几位小数可能与一直未换环境的运行不同。',
  'train.epoch':
    '第 {{epoch}}/{{epochs}} 轮   损失 {{loss}}   准确率 {{accuracy}}   {{seconds}} 秒',
  'bar.epoch': '第 {{epoch}}/{{epochs}} 轮',
  'bar.loss': '损失 {{loss}}',
  'bar.accuracy': '准确率 {{accuracy}}',
  'bar.speed': '每秒 {{speed}} 张',
  'bar.left': '还剩 {{left}} 秒',
  'train.stopping': '正在停止并保存检查点。（再按一次 Ctrl-C 立即结束。）',
  'train.stopped': '运行 {{run}} 已在第 {{step}} 步停止（共 {{totalSteps}} 步），检查点已保存。',
  'train.goOn': '继续训练：{{command}}',
  'train.finished':
    '测试准确率 {{accuracy}}（{{examples}} 个中对了 {{correct}} 个）。训练用时 {{seconds}} 秒。',
  'train.kept': '运行 {{run}} 保存在 {{library}}。',
  'train.next': '导出：{{command}}',

  'resume.description': '继续一次已停止或中断的运行',

  'runs.description': '列出库中的运行',
  'runs.none': '{{library}} 里还没有运行。开始一次：{{command}}',
  'runs.run': '运行',
  'runs.name': '配方',
  'runs.begun': '开始于',
  'runs.status': '状态',
  'runs.epochs': '轮次',
  'runs.training': '训练',
  'runs.test': '测试',
  'runs.seconds': '秒',
  'status.running': '训练中',
  'status.paused': '已暂停',
  'status.stopped': '已停止',
  'status.interrupted': '已中断',
  'status.finished': '已完成',
  'status.failed': '失败',

  'evaluate.description': '用一万个测试数字衡量一个网络',
  'evaluate.result': '测试准确率 {{accuracy}}（{{examples}} 个中对了 {{correct}} 个）。',

  'export.description': '把一次运行的网络写成 ONNX 文件，并与训练结果核对',
  'export.done':
    '已写入 {{file}}。用 {{examples}} 个测试数字核对：{{same}} 个与训练时类别相同，概率最多相差 {{difference}}，准确率 {{accuracy}}。',

  'classify.description': '识别图片中的数字',
  'classify.line': '{{file}}：{{digit}}（{{probability}}）',

  'argument.recipe': '要以 JSON 完整显示的配方',
  'recipes.description': '列出可用的配方，或显示其中一个',
  'recipes.next': '显示一个配方，改成自己的：{{command}}',
  'compare.description': '判断两个网络在测试数字上的差别是否超出偶然',
  'compare.result':
    '前者 {{first}}，后者 {{second}}：相差 {{difference}} 个百分点，95 % 置信区间为 {{low}} 到 {{high}}。',
  'compare.differ':
    '只有前者读对的数字有 {{onlyFirst}} 个，只有后者读对的有 {{onlySecond}} 个：超出了偶然（McNemar 检验，p = {{p}}）。',
  'compare.alike':
    '只有前者读对的数字有 {{onlyFirst}} 个，只有后者读对的有 {{onlySecond}} 个：偶然也会如此（McNemar 检验，p = {{p}}）。',
  looks_one: '这个资料库已看过测试集 {{count}} 次。反复用它来挑选，等于在迎合它。',
  looks_other: '这个资料库已看过测试集 {{count}} 次。反复用它来挑选，等于在迎合它。',
  'train.mean': '{{count}} 个种子的测试准确率：{{mean}} ± {{deviation}}（{{all}}）。',
  'train.transfer':
    '测试集上，训练前 → 训练后。本次任务：{{newBefore}} → {{newAfter}}；原来的任务：{{oldBefore}} → {{oldAfter}}。',
  'train.scaling': '作为起点的文件没有说明像素如何换算；“{{scaling}}”与数字最为相符。',
  'train.stoppedEarly': '在留出的数字上已无进步：训练在 {{epochs}}后结束，保留最好一轮的权重。',

  'tour.description': '训练文章中的网络，导出它，再用它读几个数字',
  'tour.welcome':
    'Inkling {{version}}。这里没有显示器（或指定了终端模式），一切都在这个终端里进行：',
  'tour.step': '{{number}}. {{what}}',
  'tour.training': '用六万个手写数字训练文章中的网络：784 → 128 → 10。',
  'tour.exporting': '导出为 ONNX，并与训练结果核对。',
  'tour.reading': '用 {{file}} 读几个它从未见过的测试数字：',
  'tour.read': '{{digit}} ({{probability}})',
  'tour.answers': '制作测试集的人给出的答案：{{answers}}。',
  'tour.taken': '{{file}} 已存在且不是 Inkling 写的，导出的文件另取名称。',
  'tour.where': '运行保存在 {{library}}（{{run}}），网络保存在 {{file}}。',
  'tour.window': '要在窗口里写数字、看训练：在有显示器的电脑上运行 {{command}}。',
  'tour.more': '命令行的其他功能：{{command}}',
};
