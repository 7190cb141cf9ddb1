"""Tells irises apart with a model that was trained before."""
from pathlib import Path

import joblib
import numpy as np

MODEL = joblib.load(Path(__file__).parent / "model.joblib")
SPECIES = ("setosa", "versicolor", "virginica")


def classify(sepal_length, sepal_width, petal_length=1.4, petal_width=0.2):
    features = np.array([[sepal_length, sepal_width, petal_length, petal_width]])
    return SPECIES[int(MODEL.predict(features)[0])]


def probabilities(flowers):
    return MODEL.predict_proba(np.asarray(flowers))


def describe(flower, digits=2):
    shares = probabilities([flower])[0]
    return {name: round(float(share), digits) for name, share in zip(SPECIES, shares)}


def each(flowers):
    for flower in flowers:
        yield classify(*flower)


def accuracy(flowers, species):
    wrong = [name for name in species if name not in SPECIES]
    if wrong:
        raise ValueError(f"unknown species: {', '.join(wrong)}")
    return float(np.mean([found == name for found, name in zip(each(flowers), species)]))
