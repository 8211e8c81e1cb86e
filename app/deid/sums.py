"""NumPy, told before it is loaded to do its sums in one thread.

They are small, and texts are read side by side anyway: threads would wait for each other more than they work.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # it reads the line above when it is loaded
from numpy.typing import NDArray

__all__ = ["Floats", "NDArray", "np"]

Floats = NDArray[np.float32]
