def f():
    return f"""
{a}
  'x' "y" {b['c']}
{{no}} {d
}
"""
