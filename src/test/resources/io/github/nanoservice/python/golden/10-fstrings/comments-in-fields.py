def f():
    return f"{
        a  # it's "so" }
        # {
        + b
    }" f'''{
        c  # '''
    }'''
