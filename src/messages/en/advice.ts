/** What a training's figures mean for whoever watches it, and what is likely to help. `guessing.CAUSE`: see core/metrics/guessing. */
export const advice = {
  'guessing.fast':
    'The network is guessing: its loss stays near {{loss}}, where every one of {{classes}} answers seems equally likely. A learning rate of {{rate}} has probably thrown the weights so far that none finds its way back; try {{try}}.',
  'guessing.slow':
    'The network is guessing: its loss stays near {{loss}}, where every one of {{classes}} answers seems equally likely. The weights hardly move; a higher learning rate, relu in place of sigmoid, or Adam is likely to help.',
  'guessing.zeros':
    'The network is guessing: its loss stays near {{loss}}, where every one of {{classes}} answers seems equally likely. All weights began at zero, so no unit can become different from another; draw them at random instead.',
} as const;
