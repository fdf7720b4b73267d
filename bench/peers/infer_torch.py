"""Reading digits in PyTorch, from pixels to probabilities. Prints seconds for one digit and for 10,000, by setting.

Settings: `eager`, `traced` (torch.jit, frozen), `compiled` (torch.compile).
"""

import torch
from torch import nn

from common import CLASSES, HIDDEN, PIXELS, first_weights, median_seconds, some_pixels, tell

torch.set_num_threads(1)
torch.set_grad_enabled(False)


class Network(nn.Module):
    """[N, 28, 28] uint8 → probabilities [N, 10]."""

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(PIXELS, HIDDEN)
        self.out = nn.Linear(HIDDEN, CLASSES)
        for layer, (weights, bias) in zip((self.hidden, self.out), first_weights(1)):
            layer.weight.copy_(torch.from_numpy(weights.T))
            layer.bias.copy_(torch.from_numpy(bias))

    def forward(self, pixels):
        x = pixels.flatten(1).to(torch.float32) * (2 / 255) - 1
        return torch.softmax(self.out(torch.relu(self.hidden(x))), dim=1)


network = Network().eval()
one, many = some_pixels(1), some_pixels(10_000)
settings = {
    "eager": lambda: network,
    "traced": lambda: torch.jit.freeze(torch.jit.trace(network, torch.from_numpy(one))),
    "compiled": lambda: torch.compile(network, dynamic=False),
}
for setting, make in settings.items():
    read = make()
    tell(
        event="read",
        setting=setting,
        one=median_seconds(lambda: read(torch.from_numpy(one)).numpy(), 500, 5000),
        tenThousand=median_seconds(lambda: read(torch.from_numpy(many)).numpy(), 3, 15),
        version=f"PyTorch {torch.__version__}",
    )
