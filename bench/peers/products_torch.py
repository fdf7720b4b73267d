"""Matrix products by PyTorch. Usage: products_torch.py PRODUCTS TIMES, PRODUCTS as JSON (bench/products.ts).

Prints the median seconds of each.
"""

import json
import sys

import torch

from common import median_seconds, tell

torch.set_num_threads(1)
torch.set_grad_enabled(False)
torch.manual_seed(1)


def seconds(m, k, n, transposeA, transposeB):
    a = torch.randn((k, m) if transposeA else (m, k))
    b = torch.randn((n, k) if transposeB else (k, n))
    a, b = a.t() if transposeA else a, b.t() if transposeB else b
    out = torch.empty(m, n)
    return median_seconds(lambda: torch.mm(a, b, out=out), 20, int(sys.argv[2]))


tell(
    event="products",
    seconds=[seconds(**product) for product in json.loads(sys.argv[1])],
    version=f"PyTorch {torch.__version__} (MKL)" if torch.backends.mkl.is_available() else f"PyTorch {torch.__version__}",
)
