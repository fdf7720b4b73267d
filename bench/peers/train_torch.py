"""The article's recipe in PyTorch with the data in memory. Usage: train_torch.py MNIST EPOCHS SEED SETTING

SETTING: `eager` (autograd, torch.optim.SGD), `fused` (the optimizer's fused kernel), `in-place` (gradients written by hand,
every operation into memory that is already there), `compile` (torch.compile of forward and backward, fused optimizer).
"""

import sys
import time

import torch
from torch import nn

from common import (
    BATCH,
    CLASSES,
    HIDDEN,
    LEARNING_RATE,
    MOMENTUM,
    PIXELS,
    first_weights,
    mnist,
    orders,
    scaled,
    tell_done,
    tell_epoch,
)

folder, epochs, seed, setting = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
torch.set_num_threads(1)

images, labels = mnist(folder, "train")
images, labels = torch.from_numpy(scaled(images)), torch.from_numpy(labels)
model = nn.Sequential(nn.Linear(PIXELS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, CLASSES))
with torch.no_grad():
    for layer, (weights, bias) in zip((model[0], model[2]), first_weights(seed)):
        layer.weight.copy_(torch.from_numpy(weights.T))
        layer.bias.copy_(torch.from_numpy(bias))


def by_autograd():
    optimizer = torch.optim.SGD(
        model.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM, fused=setting != "eager"
    )

    def loss_of(x, y):
        return nn.functional.cross_entropy(model(x), y)

    compiled = torch.compile(loss_of) if setting == "compile" else loss_of

    def step(x, y):
        optimizer.zero_grad(set_to_none=True)
        loss = compiled(x, y)
        loss.backward()
        optimizer.step()
        return loss.detach()

    return step


def by_hand():
    w1, b1, w2, b2 = (parameter.detach() for parameter in model.parameters())
    gradients = [torch.zeros_like(parameter) for parameter in (w1, b1, w2, b2)]
    velocities = [torch.zeros_like(parameter) for parameter in (w1, b1, w2, b2)]
    dw1, db1, dw2, db2 = gradients
    hidden, logits = torch.empty(BATCH, HIDDEN), torch.empty(BATCH, CLASSES)
    rows = torch.arange(BATCH)

    def step(x, y):
        """dLoss/d… in the buffers named d…; B examples a batch."""
        n = len(y)
        h, z = hidden[:n], logits[:n]
        torch.addmm(b1, x, w1.t(), out=h).relu_()
        torch.addmm(b2, h, w2.t(), out=z)
        log_probabilities = torch.log_softmax(z, 1)
        loss = -log_probabilities[rows[:n], y].mean()
        dz = log_probabilities.exp_()
        dz[rows[:n], y] -= 1
        dz.div_(n)
        torch.mm(dz.t(), h, out=dw2)
        torch.sum(dz, 0, out=db2)
        dh = torch.mm(dz, w2).mul_(h > 0)
        torch.mm(dh.t(), x, out=dw1)
        torch.sum(dh, 0, out=db1)
        torch._foreach_mul_(velocities, MOMENTUM)
        torch._foreach_add_(velocities, gradients)
        torch._foreach_add_([w1, b1, w2, b2], velocities, alpha=-LEARNING_RATE)
        return loss

    return torch.inference_mode()(step)


step = by_hand() if setting == "in-place" else by_autograd()
for _, order in zip(range(epochs), orders(seed, len(labels))):
    before = time.perf_counter()
    losses = [step(images[batch], labels[batch]) for batch in torch.from_numpy(order).split(BATCH)]
    total = torch.stack(losses).sum().item()
    tell_epoch(time.perf_counter() - before)

test_images, test_labels = mnist(folder, "t10k")
with torch.no_grad():
    predicted = model(torch.from_numpy(scaled(test_images))).argmax(1)
tell_done((predicted == torch.from_numpy(test_labels)).float().mean(), f"PyTorch {torch.__version__}")
