"""The same opinion groups with numpy and scikit-learn, on a dense matrix; prints the seconds."""

import sys
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

votes = np.fromfile(sys.argv[1], dtype="<i4").reshape(-1, 3)
begun = time.perf_counter()
people, statements = votes[:, 0].max() + 1, votes[:, 1].max() + 1
x = np.full((people, statements), np.nan)
x[votes[:, 0], votes[:, 1]] = votes[:, 2]
seen = (~np.isnan(x)).sum(axis=1)
x = np.nan_to_num(x - np.nanmean(x, axis=0))
_, directions = np.linalg.eigh(x.T @ x)
points = x @ directions[:, -2:] * np.sqrt(statements / np.maximum(seen, 1))[:, None]
points = points[seen >= 7]
for k in range(2, 6):
    groups = KMeans(k, n_init=30, random_state=0).fit_predict(points)
    silhouette_score(points, groups, sample_size=min(2000, len(points)), random_state=0)
print(time.perf_counter() - begun)
