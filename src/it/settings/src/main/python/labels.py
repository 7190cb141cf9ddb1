def label(text):
    return f"<svg><text>{text}</text></svg>".encode()


def ordered(event, context):
    return {"statusCode": 201, "body": event["rawPath"]}
