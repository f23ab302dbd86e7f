"""The app of app.ts in Python."""
import json

from aws_cdk import (
    App, CfnOutput, CfnParameter, Duration, Environment, RemovalPolicy, Stack, Tags,
    aws_events, aws_iam, aws_kinesisfirehose, aws_kms, aws_s3, aws_ses, aws_sns,
)
from cdk_ses_templates import (
    EmailConflictPolicy, EmailDriftPolicy, EmailConfigurationSet, EmailDashboard, EmailEventDestination, EmailEventDimension,
    EmailEventPublishing, EmailTemplate, EmailTemplateProvider, EmailTemplateSet, EmailTemplateSetEntry, EmailSampleData, EmailSource, EmailContent,
    TemplateDriftMonitor,
)

app = App(analytics_reporting=False)
stack = Stack(app, "Shop", env=Environment(account="111122223333", region="eu-west-1"))
url = CfnParameter(stack, "Url").value_as_string

EmailTemplateProvider.configure(stack, memory_size=512, environment={"TZ": "UTC"})

welcome = EmailTemplate(
    stack, "Welcome",
    template_name="welcome",
    subject="Welcome, {{name}}",
    html=EmailContent.from_file("emails/welcome.html", replace={"%URL%": url}),
    text=EmailContent.from_inline("Welcome, {{name}}. Your orders: " + url + "\n{{> footer}}"),
    partials={"footer": EmailContent.from_inline("Tern & Kettle, Łódź")},
    sample_data=EmailSampleData.from_object({"name": "Ada", "orders": [{"id": 1, "paid": True}]}),
    conflict_policy=EmailConflictPolicy.ADOPT,
    drift_policy=EmailDriftPolicy.FAIL,
    removal_policy=RemovalPolicy.RETAIN,
)
EmailTemplate(
    stack, "Reset",
    subject="Your new password",
    text=EmailContent.from_inline("{{link}}, for {{minutes}} minutes"),
    sample_data=EmailSampleData.from_file("emails/reset.json"),
    verify_on_deploy=False,
)
legacy = EmailTemplate.from_template_name(stack, "Legacy", "legacy")

mails = EmailTemplateSet(stack, "Mails", source=EmailSource.directory("emails/mails", replace={"%URL%": url}), name_prefix="shop-")
mails.add_template(name="later", subject="Later", text=EmailContent.from_inline("{{> footer}}"))
EmailTemplateSet(
    stack, "Reminders",
    name_suffix="-v1",
    templates=[
        EmailTemplateSetEntry(
            name="first",
            subject="A reminder",
            text=EmailContent.from_inline("{{cart}}"),
            sample_data=EmailSampleData.from_json(json.dumps({"cart": "Tea", "coupon": None})),
            verify_on_deploy=False,
        ),
    ],
)

events = EmailConfigurationSet(stack, "Events", configuration_set_name="orders")
key = aws_kms.Key(stack, "Key")
topic = aws_sns.Topic(stack, "Topic", master_key=key)
stream = aws_kinesisfirehose.DeliveryStream(
    stack, "Stream",
    destination=aws_kinesisfirehose.S3Bucket(aws_s3.Bucket(stack, "Bucket")),
)
events.publish_to(
    "Undelivered", EmailEventDestination.sns(topic),
    event_destination_name="undelivered",
    events=[aws_ses.EmailSendingEvent.BOUNCE, aws_ses.EmailSendingEvent.COMPLAINT],
)
events.publish_to("Archive", EmailEventDestination.firehose(stream))
events.publish_to("Campaigns", EmailEventDestination.cloud_watch(
    dimensions=[
        EmailEventDimension.message_tag("campaign", "none"),
        EmailEventDimension.link_tag("link", "none"),
        EmailEventDimension.email_header("X-Shop", "none"),
        EmailEventDimension.configuration_set(),
        EmailEventDimension.from_domain(),
        EmailEventDimension.caller_identity(),
        EmailEventDimension.source_ip(),
        EmailEventDimension.outgoing_ip(),
    ],
))
events.publish_to("Bus", EmailEventDestination.default_event_bus())
events.alarm_on_rendering_failures(topic=topic)
events.alarm_on_bounce_rate(topic=topic, threshold=0.03)
events.alarm_on_complaint_rate(topic=topic, period=Duration.hours(6))
EmailDashboard(stack, "Dashboard", dashboard_name="emails", configuration_set=events)
EmailEventPublishing(
    stack, "Imported",
    configuration_set=aws_ses.ConfigurationSet.from_configuration_set_name(stack, "Old", "old"),
    destination=EmailEventDestination.event_bus(aws_events.EventBus.from_event_bus_name(stack, "DefaultBus", "default")),
)

role = aws_iam.Role(stack, "Mailer", assumed_by=aws_iam.ServicePrincipal("lambda.amazonaws.com"))
identity = aws_ses.EmailIdentity.from_email_identity_name(stack, "Identity", "shop.example.com")
for template in [welcome, legacy, mails.template("receipt")]:
    template.grant_send(role, identity=identity, configuration_set=events)
mails.grant_send(role, identity=identity)
mails.grant_read(role)
legacy.grant_read(role)
events.grant_send(role, identity=identity)

shared = EmailConfigurationSet.from_configuration_set_attributes(
    stack, "Shared", configuration_set_name="shared", metric_events=[aws_ses.EmailSendingEvent.SEND],
)
shared.alarm_on_rendering_failures(id="Broken", evaluation_periods=3, datapoints_to_alarm=2)
shared.grant_send(role, identity=identity)
CfnOutput(stack, "SharedArn", value=shared.configuration_set_arn)

email = welcome.render(EmailSampleData.from_object({"name": "Ada"}))
CfnOutput(stack, "Rendered", value=f"{email.subject}: {email.text}")
CfnOutput(stack, "RenderedOfSet", value=mails.template("receipt").render(EmailSampleData.from_object({"items": [{"title": "Tea", "price": "3.00"}]})).text)
CfnOutput(stack, "Variables", value=",".join(variable.name for variable in welcome.variables))
CfnOutput(stack, "TemplateName", value=mails.template("refund").template_name)

TemplateDriftMonitor(stack, "Drift", templates=[welcome, mails], on_drift=[topic])

for templates in [welcome, mails]:
    Tags.of(templates).add("team", "shop")
Tags.of(mails.template("receipt")).add("kind", "receipt")

app.synth()
