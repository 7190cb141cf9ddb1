two = (lambda x: 2 * x)(1)
