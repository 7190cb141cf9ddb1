assert !new File(basedir, 'target/nanoservices').exists()
