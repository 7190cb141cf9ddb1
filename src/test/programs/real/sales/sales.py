"""Reports about the sales in a table."""
from pathlib import Path

import pandas as pd

TABLE = Path(__file__).parent / "sales.csv"


def load():
    rows = pd.read_csv(TABLE, parse_dates=["day"])
    rows["units"] = rows["units"].fillna(0).astype(int)
    return rows.assign(total=rows["units"] * rows["price"])


def totals(by="region", *, minimum=0.0):
    sums = load().groupby(by)["total"].sum()
    return {key: round(float(value), 2) for key, value in sums.items() if value >= minimum}


def months():
    frame = load()
    for period, rows in frame.groupby(frame["day"].dt.to_period("M")):
        yield str(period), int(rows["units"].sum())


def best(count=1, by="item"):
    ranked = load().groupby(by)["total"].sum().nlargest(count)
    return list(ranked.index)


def on(day):
    rows = load()
    found = rows[rows["day"] == pd.Timestamp(day)]
    if found.empty:
        raise LookupError(f"nothing was sold on {day}")
    return found.drop(columns="day").to_dict("records")


def busiest():
    rows = load()
    return rows.loc[rows["units"].idxmax(), "day"].to_pydatetime()
