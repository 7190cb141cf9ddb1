import os; import sys; x = 1; print(x)
