def warnings = new File(basedir, 'build.log').readLines('UTF-8').findAll { it.startsWith('[WARNING] NS') }
assert warnings.size() == 1
assert warnings[0].contains('NS308') && warnings[0].contains(new File(basedir, 'src/main/python').path)
assert !new File(basedir, 'target/nanoservices/compose.yaml').exists()
