import type { pretraining as en } from '../en/pretraining';

export const pretraining: Record<keyof typeof en, string> = {
  curve: '重建误差',
  goesOn:
    '无标签预训练，第 {{epoch}}/{{epochs}} 轮：每张图像略去 {{share}} 的像素，由网络把整张图像补全。准确率要等有了标签才有。',
  done_one:
    '在看到标签之前，网络先学着补全略去 {{share}} 像素的图像，共 {{count}} 轮，重建误差为 {{last}}。由此练成的各层，就是后面训练的起点。',
  done_other:
    '在看到标签之前，网络先学着补全略去 {{share}} 像素的图像：{{count}} 轮里，重建误差从 {{first}} 降到 {{last}}。由此练成的各层，就是后面训练的起点。',
};
