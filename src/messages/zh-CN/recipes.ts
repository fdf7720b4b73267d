import type { recipes as en } from '../en/recipes';

export const recipes: Record<keyof typeof en, string> = {
  'article.name': '文章中的网络',
  'article.teaches':
    '仅有一个 128 个单元的隐藏层，加上最普通的梯度下降，就能在每 100 个从未见过的数字中认出 97 到 98 个。',
  'simard.name': 'Simard 的 800 单元网络',
  'simard.teaches':
    '层变宽了，只有同时防止它死记样本，才会认得更准：这里的办法是每一步随机略去一部分单元。',
  'distorted.name': '深层网络加变形',
  'distorted.teaches':
    '每轮都把每个数字重新扭一扭、转一转，比改动网络本身更管用：没有哪张图会见到第二次。',
  'overfit.name': '故意过拟合',
  'overfit.teaches':
    '只给 300 个样本，网络很快就能全部认对，可它在没见过的数字上的损失却先降后升。',
  'sigmoid.name': 'Sigmoid：几乎学不动',
  'sigmoid.teaches':
    '每经过一个 sigmoid，梯度最多只剩四分之一；连过四个，最前面的几层就几乎没有什么可学的了。',
  'tooFast.name': '学习率过高',
  'tooFast.teaches':
    '步子太大，就会越过谷底，每次都落在对面更高的地方，直到损失爆炸、训练不得不停下。',
  'fiveEach.name': '各看五个，分清奇偶',
  'fiveEach.teaches':
    '网络对数字的了解也能帮它回答别的问题：奇数、偶数各看五个样本，只训练最后一层，就比从头训练的网络分得更准。',
  'newDigits.name': '从 0–4 到 5–9',
  'newDigits.teaches':
    '认得 0 到 4 的网络，5 到 9 各看五十个就能学会，可旧的数字也随之忘光；训练时掺入一些旧样本，才记得住。',
  'withoutLabels.name': '无标签预训练',
  'withoutLabels.teaches':
    '先让网络修补 55,000 张残缺的图像，不看任何标签，它便懂得了笔画的样子；再用一千个有标签的数字来教，就比从零开始的网络认得更准。',
};
