import type { dialogs as en } from '../en/dialogs';

export const dialogs: Record<keyof typeof en, string> = {
  'quit.title': '正在训练',
  'quit.detail':
    '“{{name}}”已完成 {{percent}} % 的步数。退出前 Inkling 会保存检查点，以后可以从停下的地方原样继续。',
  'quit.stop': '停止并退出',
  'quit.stay': '继续训练',
  'export.title': '导出网络',
  'export.filter': 'ONNX 网络',
  'export.button': '导出',
  'runFile.title': '把训练记录存为一个文件',
  'runFile.filter': 'Inkling 训练记录',
  'runFile.button': '保存',
  'card.title': '保存模型卡',
  'card.filter': 'Markdown',
  'card.button': '保存',
  'runOpen.title': '打开训练记录',
  'runOpen.button': '打开',
  'recipe.save': '保存配方',
  'recipe.filter': '配方',
  'network.open': '从一个网络开始',
  'ended.finished': '训练完成',
  'ended.finishedBody': '“{{name}}”正确识别了 {{percent}} % 的测试数字。',
  'ended.failed': '训练失败',
  'ended.failedBody': '“{{name}}”：{{message}}',
  'library.title': 'Inkling 无法打开资料库',
  'runtime.official': 'Electron {{version}}（官方发行版）',
  'runtime.registry':
    'Electron {{version}}（来自 npm 仓库的运行时；本版本为 Electron {{pinned}} 而制作）',
  'runtime.tested': '测试所用的运行时：{{runtime}}。',
};
