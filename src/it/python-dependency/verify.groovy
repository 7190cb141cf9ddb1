import java.util.zip.ZipFile

// "prices" has functions, but no entry point, and "pages" has no Python: there, nothing is run.
def log = new File(basedir, 'build.log').readLines('UTF-8')
assert log.count('{"shop":42}') == 2
assert log.count('{"consumer":42}') == 1

// A function of a dependency is part of the service that calls it, or a service.
assert new File(basedir, 'shop/target/nanoservices/main/modules/prices/table.json').file
assert !new File(basedir, 'shop/target/nanoservices/net').exists()
assert new File(basedir, 'consumer/target/nanoservices/net/modules/prices/table.json').file

def archive = new File(basedir, 'prices/target/prices-1.0-python.zip')
new ZipFile(archive).withCloseable { zip ->
    assert zip.entries().collect { it.name } == ['prices/__init__.py', 'prices/net.py', 'prices/table.json']
    assert zip.entries().collect { it.timeLocal.toString() }.unique() == ['2026-01-01T00:00']
}
// Maven 4 itself writes a POM there.
assert (new File(basedir, 'pages/target').list() ?: []).every { it.endsWith('.pom') }
