"""Trains the model of the program `flowers` and saves it beside its module."""
import sys
from pathlib import Path

import joblib
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

iris = load_iris()
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=200)).fit(iris.data, iris.target)
joblib.dump(model, Path(sys.argv[1]) / "model.joblib")
