// Skips the project if no container engine answers, or if pip in the base image does not find what the runtime requires.
def image = System.getProperty('nanoservice.test.baseImage', 'python:3.11-slim-bookworm')
def succeeds = { List<String> command ->
    def process = command.execute()
    process.consumeProcessOutput()
    process.waitFor() == 0
}
try {
    if (!succeeds(['docker', 'info'])) {
        println 'docker info has no answer'
        return false
    }
    if (!succeeds(['docker', 'run', '--rm', image, 'python', '-m', 'pip', 'download', '--quiet', '--dest', '/tmp', 'Flask', 'h11'])) {
        println "pip in the image $image finds no Flask and h11"
        return false
    }
    return true
} catch (IOException missing) {
    println "no docker: ${missing.message}"
    return false
}
