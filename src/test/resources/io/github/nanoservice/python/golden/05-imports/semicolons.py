import os; from sys import path; import json;
