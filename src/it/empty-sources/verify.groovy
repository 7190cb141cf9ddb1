def log = new File(basedir, 'build.log').readLines('UTF-8')
def warnings = log.findAll { it.startsWith('[WARNING]') && it.contains('python') }
assert warnings.size() == 1
assert warnings[0].contains(['src', 'main', 'python'].join(File.separator))
assert !new File(basedir, 'target/nanoservices').exists()
