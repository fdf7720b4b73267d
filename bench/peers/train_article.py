"""The article's program: torchvision's data set through a DataLoader. Usage: train_article.py ROOT EPOCHS SEED

ROOT is what torchvision calls so: the IDX files lie in ROOT/MNIST/raw. Written anew from what the article says its program
does; the costs are all there: each image decoded, scaled and batched in Python each epoch, and every step's loss fetched.
"""

import sys
import time

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from common import BATCH, CLASSES, HIDDEN, LEARNING_RATE, MOMENTUM, PIXELS, tell_done, tell_epoch

root, epochs, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.manual_seed(seed)
torch.set_num_threads(1)

pipeline = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
train = DataLoader(datasets.MNIST(root, train=True, transform=pipeline), batch_size=BATCH, shuffle=True)
test = DataLoader(datasets.MNIST(root, train=False, transform=pipeline), batch_size=BATCH)

network = nn.Sequential(
    nn.Flatten(), nn.Linear(PIXELS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, CLASSES), nn.LogSoftmax(dim=1)
)
cross_entropy = nn.CrossEntropyLoss()
sgd = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM)

for _ in range(epochs):
    before = time.perf_counter()
    total = 0.0
    for images, labels in train:
        sgd.zero_grad()
        loss = cross_entropy(network(images), labels)
        loss.backward()
        sgd.step()
        total += loss.item()
    tell_epoch(time.perf_counter() - before)

with torch.no_grad():
    right = sum((network(images).argmax(1) == labels).sum().item() for images, labels in test)
tell_done(right / len(test.dataset), f"PyTorch {torch.__version__}")
