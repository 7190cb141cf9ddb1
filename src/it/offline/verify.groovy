assert new File(basedir, 'target/nanoservices/main/main.py').file
