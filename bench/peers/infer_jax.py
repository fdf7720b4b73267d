"""Reading digits in JAX, from pixels to probabilities. Prints seconds for one digit and for 10,000."""

import jax
import jax.numpy as jnp
import numpy as np

from common import first_weights, median_seconds, some_pixels, tell

(w1, b1), (w2, b2) = jax.tree.map(jnp.asarray, first_weights(1))


@jax.jit
def read(pixels):
    """[N, 28, 28] uint8 → probabilities [N, 10]."""
    x = pixels.reshape(len(pixels), -1).astype(jnp.float32) * (2 / 255) - 1
    return jax.nn.softmax(jax.nn.relu(x @ w1 + b1) @ w2 + b2)


one, many = some_pixels(1), some_pixels(10_000)
tell(
    event="read",
    setting="jit",
    one=median_seconds(lambda: np.asarray(read(one)), 500, 5000),
    tenThousand=median_seconds(lambda: np.asarray(read(many)), 3, 15),
    version=f"JAX {jax.__version__}",
)
