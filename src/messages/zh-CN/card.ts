import type { card as en } from '../en/card';

export const card: Record<keyof typeof en, string> = {
  title: '模型卡：{{name}}',
  what: '一个多层感知机，读 28 × 28 像素图像中的一个手写数字：{{layers}}，共 {{parameters}} 个权重和偏置。',
  'layers.unknown': '文件没有说明它的各层',
  'what.run': '运行：`{{run}}`',
  'what.file': '文件：{{name}}，{{bytes}} 字节，SHA-256 `{{sha256}}`',
  'what.producer': '写出文件的程序：{{producer}}；ONNX opset {{opset}}',

  recipe: '配方',
  'recipe.unknown': '文件没有说明它是怎样训练的。',
  'recipe.preset': 'Inkling 的配方 `{{preset}}`（“{{name}}”）。',
  'recipe.own': '自拟的配方“{{name}}”。',
  'recipe.summary':
    '最多 {{epochs}} 轮，每批 {{batch}} 个；优化器 {{optimizer}}，学习率 {{rate}}；种子 {{seed}}。',
  'recipe.pretraining':
    '在此之前，隐藏层先作为去噪自编码器的前半部分，在除留出部分外的全部训练图像上做了无标签预训练：{{epochs}} 轮，每批 {{batch}} 张，略去 {{share}} % 的像素；优化器 {{optimizer}}，学习率 {{rate}}。',
  'recipe.differs': '与默认值不同之处：',
  'recipe.defaults': '其余均为 Inkling 的默认值。',

  data: '数据',
  'data.train': '用 MNIST 训练集训练；其图像与标签的 SHA-256：`{{sha256}}`',
  'data.test': '用 {{examples}} 个 MNIST 测试数字衡量；SHA-256：`{{sha256}}`',
  'data.validation': '留出了 {{examples}} 个训练数字用于选择，从未用来训练。',
  'data.noValidation': '训练集没有留出任何数字。',

  accuracy: '准确率',
  'accuracy.text':
    '**{{accuracy}}**：{{examples}} 个测试数字中对了 {{correct}} 个，它们都未参与训练；平均交叉熵 {{loss}}。换一个同样大小的测试集，结果大约会有 ± {{deviation}} 的出入（一个标准差）。',
  'accuracy.seeds':
    '同一配方以种子 {{seeds}} 各训练一次：{{mean}} ± {{deviation}}（均值与标准差）。',
  'accuracy.byRun': '为本卡而测，使用训练该网络的计算图。',
  'accuracy.byFile': '为本卡而测，使用 ONNX Runtime。',
  looks_one: '制作本卡的资料库看过测试集 {{count}} 次。',
  looks_other:
    '制作本卡的资料库看过测试集 {{count}} 次；越是反复用它来挑选，它就越说明不了新数字上的表现。',

  classes: '各类别',
  class: '类别',
  examples: '数字个数',
  precision: '精确率',
  recall: '召回率',
  f1: 'F1',

  confusions: '最常见的误读',
  'confusions.is': '实际',
  'confusions.readAs': '读作',
  'confusions.none': '测试数字全部读对。',

  calibration: '校准',
  'calibration.text':
    '期望校准误差 {{error}}（分 {{bins}} 段）：它给自己答案的概率，与答案真正正确的比例，平均相差多少。',
  'calibration.confidence': '给出的概率',
  'calibration.mean': '平均',

  environment: '训练与环境',
  'environment.unknown': '文件没有说明在什么机器上训练。Inkling 版本：{{version}}。',
  'training.finished': '已完成：最多 {{epochs}} 轮，训练了 {{done}} 轮，用时 {{seconds}} 秒。',
  'training.unfinished':
    '尚未完成：{{epochs}} 轮中已训练 {{done}} 轮，用时 {{seconds}} 秒。各项数字取自最新的检查点。',
  'environment.program': 'Inkling {{version}}，TensorFlow {{tensorflow}}，tfjs-node {{tfjs}}',
  'environment.machine': '{{cpu}}，线程数：{{threads}}，未用 oneDNN',
  'environment.machineOneDnn': '{{cpu}}，线程数：{{threads}}，使用 oneDNN',

  limits: '局限与负责任的使用',
  'limits.people':
    '它学的是 1990 年前后美国人口普查局职员和美国高中生写的数字。别处的人写法不同：起笔很长的 1、带横的 7，乃至完全不同的数字符号。它读那些数字有多准，这里没有测过，多半会差一些。',
  'limits.input':
    '它只读一个数字：灰度图像，墨为 255、纸为 0，大小和位置与 MNIST 相同。它只知道这些类别：{{classes}}，没有别的答案；给它字母、涂鸦或白纸，它也会说出其中一个，而且往往给出很高的概率。',
  'limits.use':
    '它是为了解这类网络如何工作而做的。凡读错一个数字会造成损害的文件（钱款、医疗、选举、身份），不要在无人逐一核对的情况下交给它读。',

  reproduce: '如何重新得到它',
  'reproduce.unknown': '仅凭文件所述无法重新得到它。',
  'reproduce.file': '把上面的配方存为 `recipe.json`，然后：',
  'reproduce.same':
    '在同样的处理器上，版本与线程数相同时，得到的权重逐位相同；换了环境，末几位会有差别，准确率会有几个数字的出入。',

  licence: '许可',
  'licence.text':
    'Inkling 采用 MIT 许可证。MNIST 由 Yann LeCun 与 Corinna Cortes 制作，采用 CC BY-SA 3.0：转交网络时请注明。',
};
