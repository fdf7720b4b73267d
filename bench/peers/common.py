"""What every Python peer shares: MNIST's files, the recipe's numbers, and the lines it prints for the bench."""

import gzip
import json
import time
from pathlib import Path

import numpy as np

HIDDEN, CLASSES, PIXELS = 128, 10, 784
BATCH, LEARNING_RATE, MOMENTUM = 64, 0.01, 0.9


def idx(folder, name, header):
    """The values of one IDX file as uint8, without the header."""
    file = Path(folder, name)
    data = file.read_bytes() if file.exists() else gzip.decompress(Path(folder, name + ".gz").read_bytes())
    return np.frombuffer(data, np.uint8, offset=header)


def mnist(folder, split):
    """Images [N, 784] uint8 and labels [N] int64 of `train` or `t10k`."""
    images = idx(folder, f"{split}-images-idx3-ubyte", 16).reshape(-1, PIXELS)
    return images, idx(folder, f"{split}-labels-idx1-ubyte", 8).astype(np.int64)


def scaled(images):
    """(p / 255 - 0.5) / 0.5 as float32, through a table of the 256 values there are."""
    table = ((np.arange(256) / 255 - 0.5) / 0.5).astype(np.float32)
    return table[images]


def first_weights(seed):
    """(weights, bias) a layer, weights [in, out], uniform in ±1/sqrt(in)."""
    random = np.random.default_rng(seed)

    def layer(inputs, outputs):
        bound = inputs**-0.5
        return tuple(random.uniform(-bound, bound, shape).astype(np.float32) for shape in ((inputs, outputs), outputs))

    return [layer(PIXELS, HIDDEN), layer(HIDDEN, CLASSES)]


def orders(seed, examples):
    """The order of each epoch, [examples] int32, without end."""
    random = np.random.default_rng(seed)
    while True:
        yield random.permutation(examples).astype(np.int32)


def tell(**event):
    """One line of JSON to the bench."""
    print(json.dumps(event), flush=True)


def tell_epoch(seconds):
    """`finishedAt` in milliseconds since 1970, as the bench's own clock."""
    tell(event="epoch", seconds=seconds, finishedAt=time.time() * 1000)


def tell_done(accuracy, version):
    tell(event="done", testAccuracy=float(accuracy), version=version)


def median_seconds(call, warm_up, times):
    """Median time of `call()`."""
    for _ in range(warm_up):
        call()
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        call()
        taken.append(time.perf_counter() - before)
    return sorted(taken)[times // 2]


def some_pixels(images):
    """[images, 28, 28] uint8, any values: the time does not depend on them."""
    return (np.arange(images * PIXELS) * 37 % 256).astype(np.uint8).reshape(images, 28, 28)
