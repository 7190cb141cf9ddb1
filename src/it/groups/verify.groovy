def bundle = new File(basedir, 'target/nanoservices')
assert bundle.listFiles().findAll { it.directory }*.name.sort() == ['main', 'prices']

def server = new File(bundle, 'prices/main.py').text
assert server.contains('def discount(price, percent=10):')
assert server.contains('def tax(price):')

assert new File(basedir, 'build.log').readLines('UTF-8').contains('1080')
