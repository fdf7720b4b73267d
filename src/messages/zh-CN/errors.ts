import type { errors as en } from '../en/errors';

export const errors: Record<keyof typeof en, string> = {
  'args.invalid': '{{what}}：{{problem}}。',
  'safetensors.short':
    '{{where}}：safetensors 文件的前 8 个字节是文件头的长度，而此文件总共只有 {{got}} 个字节。',
  'safetensors.headerLength':
    '{{where}}，第 0 字节：文件头标明长 {{got}} 字节，但后面只有 {{available}} 字节。',
  'safetensors.header': '{{where}}，第 8 字节：文件头应为 UTF-8 编码的 JSON 对象，但无法这样读取。',
  'safetensors.metadata': '{{where}}：“__metadata__”的值应全部是字符串。',
  'safetensors.entry':
    '{{where}}，张量“{{tensor}}”：应有 dtype、shape 和两个 data_offsets，后两项须为不小于 0 的整数。',
  'safetensors.dtype': '{{where}}，张量“{{tensor}}”：应为 float32（“F32”），实际是“{{got}}”。',
  'safetensors.size':
    '{{where}}，张量“{{tensor}}”：形状（{{shape}}）需要 {{expected}} 字节，而 data_offsets 的范围是 {{got}} 字节。',
  'safetensors.gap':
    '{{where}}，张量“{{tensor}}”：数据应从第 {{expected}} 字节（前一个张量结束处）开始，实际从第 {{got}} 字节开始。',
  'safetensors.length': '{{where}}：文件应为 {{expected}} 字节，实际为 {{got}} 字节。',
  'idx.short':
    '{{where}}：这类 IDX 文件的文件头有 {{expected}} 字节，而整个文件只有 {{got}} 字节。',
  'idx.magic.images': '{{where}}，第 0 字节：IDX 图像文件应以 {{expected}} 开头，实际是 {{got}}。',
  'idx.magic.labels': '{{where}}，第 0 字节：IDX 标签文件应以 {{expected}} 开头，实际是 {{got}}。',
  'idx.zero': '{{where}}，第 {{byte}} 字节：此处的数量至少应为 1，实际是 0。',
  'idx.truncated':
    '{{where}}，第 {{got}} 字节：文件在此结束，而文件头（{{shape}}）表明应有 {{expected}} 字节。',
  'idx.trailing':
    '{{where}}，第 {{expected}} 字节：按文件头（{{shape}}）文件应在此结束，实际却有 {{got}} 字节。',
  'idx.label':
    '{{where}}，第 {{byte}} 字节：标签应为 0 到 {{max}}，实际是 {{got}}（从 0 数起的第 {{index}} 个标签）。',
  'data.imageSize':
    '{{where}}，第 {{byte}} 字节：图像应为 28 × 28 像素，实际是 {{rows}} × {{columns}}。',
  'data.counts':
    '{{images}} 有 {{imageCount}} 张图像，{{labels}} 却有 {{labelCount}} 个标签；每张图像应对应一个标签。',
  'import.nothing': '{{where}}：这里没有可以导入的内容。',
  'import.unknown':
    '{{where}} 不是 Inkling 能读取的数据集（找到：{{some}}）。可以导入的有：IDX 文件（图像与标签）、CSV 表格，或按类别分文件夹存放的图片（也可以是 zip 压缩包）。',
  'import.unreadable': '无法读取 {{where}}。',
  'import.zip': '{{where}} 不是可读取的 zip 压缩包，或已损坏。',
  'import.tooManyFiles': '{{where}} 中的文件超过 {{most}} 个：请选择单个数据集所在的文件夹。',
  'import.tooLarge': '{{where}} 太大：最多读取 {{most}} MB。',
  'import.tooManyImages': '图像数量超过了一个数据集的上限（{{most}} 张）。',
  'import.tooManyClasses':
    '类别超过 {{most}} 个（{{some}} 等）：一个数据集应有 2 到 {{most}} 个类别。如果是表格，标签可能在另一列。',
  'import.oneClass': '{{where}}：所有图像都属于同一类别（{{class}}）；数据集至少要有两个类别。',
  'import.tooFew':
    '{{where}}：没有任何类别有两张以上的图像，无法留出测试集。请为每个类别提供更多图像。',
  'import.allRefused': '{{where}}：找到的内容都无法使用（共 {{count}} 项）。第一项：{{first}}',
  'import.severalSets': '这些文件属于不止一个数据集：{{files}}。请只选择其中一个的图像和标签。',
  'import.noImages': '{{where}} 是标签文件，但旁边缺少对应的图像文件。',
  'import.noLabels': '{{where}} 是图像文件，但旁边缺少对应的标签文件。',
  'import.csv': '{{where}} 不是可读取的表格：{{problem}}。',
  'import.csvShape':
    '{{where}}：图像表格应有 {{expected}} 列（一列标签和 784 列像素），这个表格有 {{got}} 列。',
  'import.labelColumn': '{{where}}：没有第 {{column}} 列可作标签，最后一列是第 {{last}} 列。',
  'import.columns': '{{where}}：应有 {{expected}} 列，实际有 {{got}} 列。',
  'import.noLabel': '{{where}}：标签为空。',
  'import.pixel': '{{where}}，列 {{column}}：应为 0 到 255 的灰度值，实际为“{{got}}”。',
  'import.noPicture': '{{where}} 不是图片（PNG、JPEG）。',
  'import.noFolder': '{{where}}：图片应放在以其类别命名的文件夹中。',
  'import.classNames':
    '应有 {{expected}} 个类别名称，互不相同，每个 1 到 40 个字符；实际为 {{got}} 个。',
  'dataset.unknown': '资料库中没有数据集 {{dataset}}，可能已被删除。',
  'dataset.ambiguous': '{{dataset}} 可指多个数据集：请输入完整的编号。',
  'dataset.damaged':
    '无法读取数据集“{{name}}”：文件 {{file}} 缺失或已损坏。重新导入同样的数据即可恢复；资料库中的其余内容不受影响。',
  'selection.oneClass': '所选图像全都属于同一类别（{{class}}）；数据集至少要有两个类别。',
  'selection.tooFew': '所选图像中每个类别都只有一张，无法留出测试集。请每类多选几张。',
  'drawings.none': '还没有保留任何手写图：在手写板上标明所写的是什么，即可保留。',
  'drawings.oneClass':
    '保留的手写图全都属于同一类别（{{class}}）；数据集至少要有两个类别，请再保留一些其他类别的。',
  'drawings.tooFew': '保留的手写图中每个类别都只有一张，无法留出测试集。请每类多保留几张。',
  'drawings.tooManyClasses': '保留的手写图共有 {{got}} 个类别；数据集只能有 2 到 {{most}} 个类别。',
  'run.dataGone':
    '训练 {{run}} 所用的数据集“{{name}}”已不在资料库中：请重新导入，或撤销删除。这次训练的其余内容都还在。',
  'data.validation':
    '验证集若取 {{count}} 个样本，就没有样本可供训练了：总共只有 {{available}} 个。',
  'data.tooFew': '要求取 {{wanted}} 个训练样本，但可供选择的只有 {{available}} 个。',
  'data.tooFewOfClass':
    '类别 {{class}} 要求取 {{wanted}} 个训练样本，但可供选择的只有 {{available}} 个。',
  'labelMap.length': '标签映射应为数据的 {{expected}} 个标签各给出一项，实际有 {{got}} 项。',
  'labelMap.gap':
    '标签映射的目标类别应从 0 起连续编号，且至少有两类；没有标签映射到类别 {{missing}}。',
  'recipe.notJson': '{{where}} 不是配方：应为 JSON，但 {{problem}}。',
  'recipe.notRecipe':
    '{{where}}，问题 1/{{count}}：训练配方应是用花括号括起的 JSON 对象，实际是 {{got}}。',
  'recipe.unknownField':
    '{{where}}，问题 1/{{count}}：没有名为 {{field}} 的字段；此处可用的字段有 {{known}}。',
  'recipe.missing': '{{where}}，问题 1/{{count}}：缺少 {{field}}，它没有默认值。',
  'recipe.integer':
    '{{where}}，问题 1/{{count}}：{{field}} 应为 {{min}} 到 {{max}} 的整数，实际是 {{got}}。',
  'recipe.number':
    '{{where}}，问题 1/{{count}}：{{field}} 应为 {{min}} 到 {{max}} 的数，实际是 {{got}}。',
  'recipe.numberAbove':
    '{{where}}，问题 1/{{count}}：{{field}} 应大于 {{min}} 且不超过 {{max}}，实际是 {{got}}。',
  'recipe.numberBelow':
    '{{where}}，问题 1/{{count}}：{{field}} 应不小于 {{min}} 且小于 {{max}}，实际是 {{got}}。',
  'recipe.numberBetween':
    '{{where}}，问题 1/{{count}}：{{field}} 应大于 {{min}} 且小于 {{max}}，实际是 {{got}}。',
  'recipe.boolean': '{{where}}，问题 1/{{count}}：{{field}} 应为 true 或 false，实际是 {{got}}。',
  'recipe.text':
    '{{where}}，问题 1/{{count}}：{{field}} 应为 {{min}} 到 {{max}} 个字符的文本，实际是 {{got}}。',
  'recipe.list':
    '{{where}}，问题 1/{{count}}：{{field}} 应为含 {{min}} 到 {{max}} 项的列表，实际是 {{got}}。',
  'recipe.choice':
    '{{where}}，问题 1/{{count}}：{{field}} 只能是 {{choices}} 之一，实际是 {{got}}。',
  'recipe.object':
    '{{where}}，问题 1/{{count}}：{{field}} 应是用花括号括起的 JSON 对象，实际是 {{got}}。',
  'recipe.tooLarge':
    '{{where}}，问题 1/{{count}}：网络共有 {{parameters}} 个权重和偏置，而这里最多训练 {{most}} 个；它约需 {{megabytes}} MB 内存，单核每轮约 {{seconds}} 秒。请减少 {{field}} 的层数或单元数。',
  'recipe.tooLargeDecoder':
    '{{where}}，问题 1/{{count}}：网络连同预训练用的解码器共有 {{parameters}} 个权重和偏置，而这里最多训练 {{most}} 个；约需 {{megabytes}} MB 内存，单核每轮约 {{seconds}} 秒。请缩小隐藏层，或把 {{field}} 设为 null。',
  'recipe.nothingToPretrain':
    '{{where}}，问题 1/{{count}}：{{field}} 训练的是隐藏层，而这个网络没有隐藏层；请在 network.hidden 里加一层，或把 {{field}} 设为 null。',
  'recipe.pretrainedTwice':
    '{{where}}，问题 1/{{count}}：{{field}} 和 transfer 都规定了隐藏层的初始权重；请把其中一个设为 null。',
  'recipe.dropoutRates':
    '{{where}}，问题 1/{{count}}：{{field}} 应为空，或为 {{layers}} 个隐藏层各给一个比例，实际有 {{got}} 个。',
  'recipe.classNames':
    '{{where}}，问题 1/{{count}}：{{field}} 应为 {{classes}} 个类别各给一个名称，实际有 {{got}} 个。',
  'recipe.warmup': '{{where}}，问题 1/{{count}}：{{field}} 不能长于整个训练（{{epochs}} 轮）。',
  'recipe.needsValidation':
    '{{where}}，问题 1/{{count}}：{{field}} 要看验证集的表现：请在配方里加上验证集，例如 "validation": {"count": 5000}。',
  'recipe.noLayer':
    '{{where}}，问题 1/{{count}}：{{field}} 指定了第 {{layer}} 层，但最后一层（给出类别的那层）是第 {{last}} 层。',
  'recipe.allFrozen': '{{where}}，问题 1/{{count}}：{{field}} 冻结了所有层；至少要留一层参与训练。',
  'recipe.replayHead':
    '{{where}}，问题 1/{{count}}：{{field}} 会重放旧类别的样本，而全新的输出层没有这些类别；请把 transfer.head 设为 "extend" 或 "keep"。',
  'transfer.otherClasses':
    '作为起点的网络能区分 {{known}}，但不认得 {{missing}}：要教它更多类别，请把 transfer.head 设为 "extend"；若只要这些类别，则设为 "new"。',
  'transfer.shipped': 'Inkling 自带的网络中没有 {{id}}；现有：{{known}}。',
  'transfer.noEpoch': '运行 {{run}} 第 {{epoch}} 轮的权重没有保留；保留的有：{{known}}。',
  'transfer.noReplay':
    '不知道作为起点的网络是用什么训练的，因此无法重放其中的样本：请把 transfer.replay 和 transfer.imitate 设为 0。',
  'transfer.scaling':
    '{{file}} 没有说明 0 到 255 的像素应如何换算，而它的类别（{{classes}}）都不在数据的类别之中，无从试出。',
  'transfer.changed': '运行 {{run}} 所依据的网络已不是原来的那个。请用它的配方开始新的运行。',
  'transfer.tooManyClasses': '连同已认得的类别，网络将有 {{got}} 个类别；最多只能有 {{most}} 个。',
  'recipe.refused': '{{where}}，问题 1/{{count}}：{{field}} 的值 {{got}} 不被接受：{{problem}}。',
  'certificate.differs':
    '导出的文件与训练结果不一致：第 {{example}} 个测试样本的类别 {{class}}，文件给出的概率是 {{file}}，训练给出的是 {{training}}；两者最多只能相差 {{limit}}。',
  'onnx.notOnnx': '{{file}} 不是 ONNX 模型，或者文件已损坏。',
  'onnx.operator':
    '无法采用 {{file}}：节点 {{node}} 是 {{operator}}。Inkling 能读取的是全连接层（Gemm，或 MatMul 加 Add），层间为 Relu、LeakyRelu、Elu、Gelu、Sigmoid 或 Tanh。',
  'onnx.attribute':
    '无法采用 {{file}}：{{operator}} 节点 {{node}} 的 {{attribute}} 是 {{got}}，而 Inkling 只支持 {{expected}}。',
  'onnx.order':
    '无法采用 {{file}}：{{operator}} 节点 {{node}} 的位置不合要求。应先是用单个数缩放并展平的像素，然后是全连接层，除最后一层外每层之后有一个激活函数，最后是 Softmax 或直接结束。',
  'onnx.gelu':
    '无法采用 {{file}}：{{operator}} 节点 {{node}} 属于 GELU 的近似算法；应为用 erf 的精确算法。',
  'onnx.external':
    '{{file}} 把 {{tensor}} 的数值放在另一个文件 {{location}} 里。请重新保存模型，把所有内容放进同一个文件。',
  'onnx.tensorType': '无法采用 {{file}}：{{tensor}} 的数值类型是 {{type}}；应为 float。',
  'onnx.tensorSize':
    '{{file}} 已损坏：{{tensor}} 的形状（{{shape}}）需要 {{expected}} 个数，实际有 {{got}} 个。',
  'onnx.layerSize': '{{file}} 已损坏：{{node}} 层接收 {{got}} 个数，而前一层给出 {{expected}} 个。',
  'onnx.inputSize':
    '无法采用 {{file}}：它的第一层接收 {{got}} 个数；应为 {{expected}} 个，即 28 × 28 图像的像素。',
  'onnx.inputs': '无法采用 {{file}}：它的输入是 {{found}}；应只有一个输入，即图像。',
  'onnx.noLogits':
    '无法采用 {{file}}：它的最后一层以 {{activation}} 结束；应为该层的加权和本身，或对其取 Softmax。',
  'onnx.oneClass': '无法采用 {{file}}：它对每张图像只给出一个数；应为至少两个类别各给一个。',
  'onnx.noNetwork': '无法采用 {{file}}：没有任何层通向它的输出。',
  'file.unreadable': '无法读取 {{file}}：{{reason}}。',
  'onnx.refused': 'ONNX Runtime 无法运行 {{file}}：{{reason}}',
  'onnx.wrongInputs':
    '{{file}} 的输入是 {{found}}，而 Inkling 只向网络提供一个输入：{{expected}}。',
  'onnx.wrongOutputs': '{{file}} 的输出是 {{found}}，而 Inkling 需要的输出是：{{expected}}。',
  'onnx.classNames': '{{file}} 列出了 {{names}} 个类别名称，却给出 {{classes}} 个类别的概率。',
  'drawing.notDrawing': '{{file}} 不是 Inkling 保存的手写图。',
  'drawing.version':
    '{{file}} 的手写图格式是第 {{got}} 版，而此 Inkling 读取的是第 {{expected}} 版。',
  'drawing.invalid': '手写图文件 {{file}} 已损坏，位于 {{where}}：{{problem}}。',
  'library.newer':
    '{{folder}} 里的资料库由更新版本的 Inkling 创建（格式版本 {{found}}，本应用最高支持 {{known}}）。请更新 Inkling，或另选一个文件夹。',
  'library.foreign': '{{file}} 是其他程序的数据库，不是 Inkling 的资料库。请另选一个文件夹。',
  'library.network':
    '资料库不能放在 {{folder}}：它位于网络文件系统（{{system}}）上，多个进程共用的数据库在那里会损坏。请选择本机磁盘上的文件夹。',
  'library.folder': '无法写入 {{folder}} 里的资料库（{{reason}}）。请选择一个你有写权限的文件夹。',
  'library.busy':
    '另一个进程一直占用着 {{folder}} 里的资料库。请关闭其他 Inkling 窗口和命令后重试。',
  'library.full': '资料库 {{folder}} 所在的磁盘已满。已保存的内容都还在：腾出一些空间即可继续。',
  'library.disk':
    '资料库 {{folder}} 所在的磁盘读写失败（{{reason}}）。已保存的内容都还在：请检查磁盘及其剩余空间。',
  'library.damaged':
    '{{folder}} 里的资料库已损坏：library.sqlite 不是可读取的数据库（{{reason}}）。请从备份恢复，或另选一个文件夹。',
  'library.blobMissing': '{{folder}} 里的资料库缺少文件 blobs/{{blob}}。',
  'library.blobDamaged':
    '资料库文件 {{folder}}/blobs/{{blob}} 已损坏：其内容与文件名中的 SHA-256 不符。',
  'run.unknown': '资料库里没有训练 {{run}}。',
  'run.ambiguous': '有多个训练的编号以 {{run}} 开头：请输入更完整的编号。',
  'run.inUse': '训练 {{run}} 正由进程 {{pid}} 进行。请先在那里停止它。',
  'run.finished': '训练 {{run}} 已经完成，没有可以继续的内容。',
  'run.noCheckpoint':
    '训练 {{run}} 的检查点都无法读取，因此不能继续。请用它的配方开始一次新的训练。',
  'runFile.foreign': '{{file}} 不是 Inkling 保存的训练记录，或者文件已损坏。',
  'runFile.newer':
    '{{file}} 的训练记录格式是第 {{got}} 版，而此 Inkling 最高支持第 {{known}} 版。请更新 Inkling 后再打开。',
  'runFile.damaged': '{{file}} 已损坏：{{part}} 缺失，或与保存时不一致。没有从中导入任何内容。',
  'runFile.invalid':
    '{{file}} 里的训练记录不合格式，位于 {{where}}：{{problem}}。没有从中导入任何内容。',
  'runFile.fingerprint': '{{file}} 里的训练结果与文件自身的记载不符。没有从中导入任何内容。',
  'image.unreadable': '{{file}} 无法作为图片读取：{{reason}}',
  'image.blank': '{{file}}：图片里没有找到数字；应有一个与纸张颜色不同的数字。',
  'image.several': '{{file}}：图片里好像有 {{count}} 个数字；应只有一个，四周留白。',
  'mnist.missing': 'MNIST 数据不完整：缺少 {{file}}。',
  'mnist.damaged': '{{file}} 不是完整的 gzip 文件。',
  'worker.ended': '负责工作的进程意外结束（{{how}}）。',
  'training.ended': '训练进程意外结束（{{how}}）。这次运行可以从最近的检查点继续。',
  'run.otherData': '运行 {{run}} 是用另一批图片训练的，不能用这里的图片继续。',
  'run.noWeights': '运行 {{run}} 在第一个检查点之前就结束了，还没有权重。请先继续训练。',
  'run.onlyPretrained':
    '运行 {{run}} 还没有见过标签：它仍处于预训练阶段，网络还不能区分类别。请先继续训练。',
  'file.full': '放不下 {{file}}：它所在的磁盘已满。请腾出一些空间，或换一个位置。',
  'file.unwritable': '无法写入 {{file}}：{{reason}}。',
  'run.notTraining': '运行 {{run}} 不在此窗口中训练，无法暂停或停止。',
  'personal.tooFew': '{{name}} 只写了 {{got}} 个，需要 {{expected}} 个才能学。',
  'why.already': '这个字已经被认作 {{wanted}} 了。',
  'model.unknown': '没有网络 {{model}}：它所属的运行可能已被删除。',
  'app.openFailed': '无法打开 {{what}}：{{reason}}',
  'evaluate.classes':
    '{{file}} 区分的类别是 {{classes}}，其中没有一个属于测试集的类别：{{expected}}。',
  'training.notANumber':
    '第 {{step}} 步时损失已不再是数字：权重大到计算机无法表示。学习率为 {{rate}}；请试试 {{try}}，或裁剪梯度（clipNorm 取 1）。最后一个正常的检查点已保留。',
  'training.infinite':
    '第 {{step}} 步时损失变为无穷大：步子太大了。学习率为 {{rate}}；请试试 {{try}}，或裁剪梯度（clipNorm 取 1）。最后一个正常的检查点已保留。',
  'training.exploded':
    '从第 {{step}} 步起，损失一直高于 {{limit}}（最后为 {{loss}}），还不如瞎猜：训练在谷底两侧越跳越高，而不是往下走。学习率为 {{rate}}；请试试 {{try}}、加预热，或裁剪梯度（clipNorm 取 1）。最后一个正常的检查点已保留。',
  'compare.data': '两个网络的测试数据不同（{{first}}；{{second}}），无法在相同的样本上比较。',
  'training.reconstructionDiverged':
    '第 {{step}} 步，网络在无标签预训练中发散：重建误差为 {{loss}}，应低于 {{limit}}。预训练的学习率为 {{rate}}；请试试 {{try}}。最后一个正常的检查点已保留。',
  'map.noHidden': '这个网络没有隐藏层，无法据此绘制地图。请改用像素，或换一个网络。',
  'compare.classes': '两个网络区分的类别不同（{{first}}；{{second}}），无法在相同样本上比较。',
};
