type A = (a := int)
