def project = new File(basedir, 'with space and \u00fc')
['pom.xml', 'src/main/python/greetings.py'].each { path ->
    def copy = new File(project, path)
    copy.parentFile.mkdirs()
    copy.bytes = new File(basedir, path).bytes
}
return true
