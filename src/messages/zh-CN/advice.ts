import type { advice as en } from '../en/advice';

export const advice: Record<keyof typeof en, string> = {
  'guessing.fast':
    '网络只是在瞎猜：损失停在 {{loss}} 附近，相当于认为 {{classes}} 个答案的可能性都一样。多半是学习率 {{rate}} 把权重甩得太远，再也回不来；试试 {{try}}。',
  'guessing.slow':
    '网络只是在瞎猜：损失停在 {{loss}} 附近，相当于认为 {{classes}} 个答案的可能性都一样。权重几乎没有动；调高学习率、用 relu 代替 sigmoid 或改用 Adam，多半会有帮助。',
  'guessing.zeros':
    '网络只是在瞎猜：损失停在 {{loss}} 附近，相当于认为 {{classes}} 个答案的可能性都一样。所有权重都从零开始，各单元永远学成一个样；请改用随机初始化。',
};
