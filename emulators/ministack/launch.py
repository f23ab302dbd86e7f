"""Runs ministack with two changes of its CloudFormation; deviations.ts names the reasons.

AWS::SES::Template is added: it makes its templates by SES's v1 API at SES_TEMPLATE_ENDPOINT.
While a nested stack is deleted, its status says so.
"""
import os
import urllib.error
import urllib.parse
import urllib.request

from ministack.app import main
from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners

ENDPOINT = os.environ["SES_TEMPLATE_ENDPOINT"]
PARTS = ("SubjectPart", "HtmlPart", "TextPart")
AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=0"


def call(action, parameters):
    body = urllib.parse.urlencode({"Action": action, "Version": "2010-12-01", **parameters}).encode()
    request = urllib.request.Request(ENDPOINT + "/", body, {
        "Content-Type": "application/x-www-form-urlencoded", "Authorization": AUTHORIZATION,
    })
    try:
        urllib.request.urlopen(request, timeout=10).close()
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{action}: {error.read().decode()}") from error


def form(template):
    name = {"Template.TemplateName": template["TemplateName"]}
    return {**name, **{f"Template.{part}": template[part] for part in PARTS if template.get(part)}}


def create(logical_id, props, stack_name):
    template = {"TemplateName": f"{stack_name}-{logical_id}", **props["Template"]}
    call("CreateTemplate", form(template))
    return template["TemplateName"], {"Id": template["TemplateName"]}


def update(physical_id, old_props, new_props, stack_name):
    template = {"TemplateName": physical_id, **new_props["Template"]}
    if template["TemplateName"] != physical_id:
        raise RuntimeError("This stand-in for AWS::SES::Template cannot rename a template")
    call("UpdateTemplate", form(template))
    return physical_id, {"Id": physical_id}


def delete(physical_id, props):
    call("DeleteTemplate", {"TemplateName": physical_id})


provisioners._RESOURCE_HANDLERS["AWS::SES::Template"] = {"create": create, "update": update, "delete": delete}

nested_stack = provisioners._RESOURCE_HANDLERS["AWS::CloudFormation::Stack"]
delete_nested_stack = nested_stack["delete"]


def delete_nested(physical_id, props):
    child = cloudformation._stacks.get(provisioners._nested_stack_lookup_name(physical_id))
    if child:
        child["StackStatus"] = "DELETE_IN_PROGRESS"
    delete_nested_stack(physical_id, props)


nested_stack["delete"] = delete_nested

if __name__ == "__main__":
    main()
