def bundle = new File(basedir, 'target/nanoservices')
assert bundle.listFiles().findAll { it.directory }*.name.sort() == ['main', 'price', 'shop.orders', 'with_tax']

// The service of the carried module has the files as they are.
def sources = new File(basedir, 'src/main/python/shop')
def carried = new File(bundle, 'price/modules/shop')
['prices.py', 'prices.csv', 'tax.py'].each {
    assert new File(carried, it).bytes == new File(sources, it).bytes
}
assert !new File(bundle, 'with_tax/modules/shop/prices.py').exists()

def log = new File(basedir, 'build.log').readLines('UTF-8')
assert log.any { it.contains('NS320 the module "shop.prices" is carried whole') }
assert log.any { it.contains('<groups><shop.orders>line_total, ordered</shop.orders></groups>') }
assert log.any { it.contains('NS331 the entry points do not reach 2 functions: not_reached, names') }

// As plain Python: 11, then 3 * 11 with tax and 2 * 22 with tax, then 5.
assert log.contains('[11,84,5]')
