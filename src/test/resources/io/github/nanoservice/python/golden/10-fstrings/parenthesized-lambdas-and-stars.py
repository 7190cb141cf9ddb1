print(f'{(lambda x: y)}', f'{a if b else c}', f'{*a, }', f'{yield_}', f'{a,b}', f'{{a}}')
