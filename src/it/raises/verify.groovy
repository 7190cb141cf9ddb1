def log = new File(basedir, 'build.log').text
assert log.contains('Traceback (most recent call last):')
assert log.contains("ValueError: invalid literal for int() with base 10: 'a dozen'")
assert log.contains('File "orders.py", line 6, in main')
assert log.contains('File "orders.py", line 2, in quantity')
assert log.contains('return int(text)')
assert !log.contains('MojoFailureException:') : 'the log must not contain a Java stack trace'
