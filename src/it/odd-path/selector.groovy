// Java cannot name the directory unless the locale supports the letter.
return System.getProperty('sun.jnu.encoding') == 'UTF-8'
