"""Matrix products by NumPy's BLAS. Usage: products_numpy.py PRODUCTS TIMES, PRODUCTS as JSON (bench/products.ts).

Prints the median seconds of each.
"""

import json
import sys

import numpy as np

from common import median_seconds, tell

random = np.random.default_rng(1)


def seconds(m, k, n, transposeA, transposeB):
    a = random.standard_normal((k, m) if transposeA else (m, k), np.float32)
    b = random.standard_normal((n, k) if transposeB else (k, n), np.float32)
    a, b = a.T if transposeA else a, b.T if transposeB else b
    out = np.empty((m, n), np.float32)
    return median_seconds(lambda: np.matmul(a, b, out=out), 20, int(sys.argv[2]))


blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
tell(
    event="products",
    seconds=[seconds(**product) for product in json.loads(sys.argv[1])],
    version=f"NumPy {np.__version__} ({blas['name']} {blas['version']})",
)
