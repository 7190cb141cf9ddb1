try: a
except: b
except c: d
