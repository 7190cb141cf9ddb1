def log = new File(basedir, 'build.log').text
['generate', 'check', 'run', 'help'].each { goal -> assert log.contains("nanoservice:${goal}") }
assert !(log =~ /\(no description/)
