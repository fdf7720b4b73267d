"""The article's recipe in JAX: an epoch is one scan, compiled once. Usage: train_jax.py MNIST EPOCHS SEED SETTING

SETTING `gather` takes each batch out of the images inside the scan, `permute` puts the whole epoch in order before it.
"""

import sys
import time
from functools import partial

import jax
import jax.numpy as jnp

from common import BATCH, LEARNING_RATE, MOMENTUM, first_weights, mnist, orders, scaled, tell_done, tell_epoch

folder, epochs, seed, setting = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]


def logits_of(weights, x):
    (w1, b1), (w2, b2) = weights
    return jax.nn.relu(x @ w1 + b1) @ w2 + b2


def loss_of(weights, x, labels):
    log_probabilities = jax.nn.log_softmax(logits_of(weights, x))
    return -jnp.take_along_axis(log_probabilities, labels[:, None], axis=1).mean()


def step(state, batch):
    weights, velocity = state
    loss, gradient = jax.value_and_grad(loss_of)(weights, *batch)
    velocity = jax.tree.map(lambda v, g: MOMENTUM * v + g, velocity, gradient)
    weights = jax.tree.map(lambda w, v: w - LEARNING_RATE * v, weights, velocity)
    return (weights, velocity), loss


@partial(jax.jit, donate_argnums=0)
def epoch(state, images, labels, order):
    whole = len(order) // BATCH * BATCH
    if setting == "permute":
        batches = (images[order[:whole]].reshape(-1, BATCH, images.shape[1]), labels[order[:whole]].reshape(-1, BATCH))
        state, losses = jax.lax.scan(step, state, batches)
    else:
        state, losses = jax.lax.scan(
            lambda state, at: step(state, (images[at], labels[at])), state, order[:whole].reshape(-1, BATCH)
        )
    if whole < len(order):
        state, last = step(state, (images[order[whole:]], labels[order[whole:]]))
        losses = jnp.append(losses, last)
    return state, losses


images, labels = mnist(folder, "train")
images, labels = jnp.asarray(scaled(images)), jnp.asarray(labels.astype("int32"))
weights = jax.tree.map(jnp.asarray, first_weights(seed))
state = (weights, jax.tree.map(jnp.zeros_like, weights))
for _, order in zip(range(epochs), orders(seed, len(labels))):
    before = time.perf_counter()
    state, losses = epoch(state, images, labels, order)
    jax.block_until_ready((state, losses))
    tell_epoch(time.perf_counter() - before)

test_images, test_labels = mnist(folder, "t10k")
predicted = logits_of(state[0], jnp.asarray(scaled(test_images))).argmax(axis=1)
tell_done((predicted == test_labels).mean(), f"JAX {jax.__version__}")
