// The program prints the same when plain Python runs it.
def plain = new ProcessBuilder(python, 'src/main/python/main.py').directory(basedir)
plain.environment().put('PYTHONDONTWRITEBYTECODE', '1')
def expected = plain.redirectError(ProcessBuilder.Redirect.INHERIT).start().text.trim()
assert new File(basedir, 'build.log').readLines('UTF-8').count(expected) == 2

// The function needs two constants, a class, an alias and a decorator. Its service contains them and their dependencies.
def bundle = new File(basedir, 'target/nanoservices')
['main.py', 'modules/shop/lines.py', 'modules/shop/rates.py'].each { path ->
    assert new File(bundle, "gross/${path}").getText('UTF-8') == new File(basedir, "expected/${path}").getText('UTF-8')
}
return true
