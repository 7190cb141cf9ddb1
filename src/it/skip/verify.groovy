assert !new File(basedir, 'target').exists()
assert !new File(basedir, 'build.log').text.contains('never called')
