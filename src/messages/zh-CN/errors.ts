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
  'certificate.differs':
    '导出的文件与训练结果不一致：第 {{example}} 个测试样本的类别 {{class}}，文件给出的概率是 {{file}}，训练给出的是 {{training}}；两者最多只能相差 {{limit}}。',
  'onnx.notOnnx': '{{file}} 不是 ONNX 模型，或者文件已损坏。',
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
};
