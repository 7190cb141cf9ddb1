@decorated
async \
  def main(): pass
