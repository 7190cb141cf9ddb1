// The second execution is refused before it writes, and its own directory makes it legal.
def builds = new File(basedir, 'build.log').getText('UTF-8').split('Scanning for projects').tail()
def conflict = { it.readLines().find { line -> line.startsWith('[ERROR] <outputDirectory>: NS306 ') } }
assert conflict(builds[0]) =~ /execution "second" of shared-output .* execution "first" of shared-output .* into this directory/
assert conflict(builds[1]) == null
assert conflict(builds[2]) =~ /execution "second" of shared-output .* into its parent /

assert new File(basedir, 'target/nanoservices/first/main.py').file
assert !new File(basedir, 'target/nanoservices/second').exists()
assert new File(basedir, 'target/other/second/main.py').file
assert !new File(basedir, 'target/nanoservices/inner').exists()
