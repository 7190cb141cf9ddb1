double = lambda number: number * 2
