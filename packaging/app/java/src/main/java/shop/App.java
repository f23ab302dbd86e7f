package shop;

import io.github.cdksestemplates.EmailAlarmOptions;
import io.github.cdksestemplates.EmailCloudWatchEventDestinationOptions;
import io.github.cdksestemplates.EmailConfigurationSet;
import io.github.cdksestemplates.EmailConfigurationSetAttributes;
import io.github.cdksestemplates.EmailConfigurationSetGrantSendOptions;
import io.github.cdksestemplates.EmailConflictPolicy;
import io.github.cdksestemplates.EmailContent;
import io.github.cdksestemplates.EmailContentOptions;
import io.github.cdksestemplates.EmailDashboard;
import io.github.cdksestemplates.EmailDirectoryOptions;
import io.github.cdksestemplates.EmailDriftPolicy;
import io.github.cdksestemplates.EmailEventDestination;
import io.github.cdksestemplates.EmailEventDimension;
import io.github.cdksestemplates.EmailEventPublishing;
import io.github.cdksestemplates.EmailEventPublishingOptions;
import io.github.cdksestemplates.EmailGrantSendOptions;
import io.github.cdksestemplates.EmailSampleData;
import io.github.cdksestemplates.EmailSource;
import io.github.cdksestemplates.EmailTemplate;
import io.github.cdksestemplates.EmailTemplateProvider;
import io.github.cdksestemplates.EmailTemplateProviderProps;
import io.github.cdksestemplates.EmailTemplateSet;
import io.github.cdksestemplates.EmailTemplateSetEntry;
import io.github.cdksestemplates.EmailTemplateSetEntryProps;
import io.github.cdksestemplates.EmailTemplateVariable;
import io.github.cdksestemplates.IEmailConfigurationSet;
import io.github.cdksestemplates.IEmailTemplate;
import io.github.cdksestemplates.RenderedEmail;
import io.github.cdksestemplates.TemplateDriftMonitor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesisfirehose.DeliveryStream;
import software.amazon.awscdk.services.kinesisfirehose.S3Bucket;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.ses.ConfigurationSet;
import software.amazon.awscdk.services.ses.EmailIdentity;
import software.amazon.awscdk.services.ses.EmailSendingEvent;
import software.amazon.awscdk.services.ses.IEmailIdentity;
import software.amazon.awscdk.services.sns.Topic;

/** The app of app.ts in Java. */
public final class App {
    public static void main(final String[] args) {
        var app = new software.amazon.awscdk.App(AppProps.builder().analyticsReporting(false).build());
        var stack = Stack.Builder.create(app, "Shop")
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build();
        var url = CfnParameter.Builder.create(stack, "Url").build().getValueAsString();

        EmailTemplateProvider.configure(stack, EmailTemplateProviderProps.builder().memorySize(512).environment(Map.of("TZ", "UTC")).build());

        var welcome = EmailTemplate.Builder.create(stack, "Welcome")
                .templateName("welcome")
                .subject("Welcome, {{name}}")
                .html(EmailContent.fromFile("emails/welcome.html", EmailContentOptions.builder().replace(Map.of("%URL%", url)).build()))
                .text(EmailContent.fromInline("Welcome, {{name}}. Your orders: " + url + "\n{{> footer}}"))
                .partials(Map.of("footer", EmailContent.fromInline("Tern & Kettle, Łódź")))
                .sampleData(EmailSampleData.fromObject(Map.of("name", "Ada", "orders", List.of(Map.of("id", 1, "paid", true)))))
                .conflictPolicy(EmailConflictPolicy.ADOPT)
                .driftPolicy(EmailDriftPolicy.FAIL)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        EmailTemplate.Builder.create(stack, "Reset")
                .subject("Your new password")
                .text(EmailContent.fromInline("{{link}}, for {{minutes}} minutes"))
                .sampleData(EmailSampleData.fromFile("emails/reset.json"))
                .verifyOnDeploy(false)
                .build();
        var legacy = EmailTemplate.fromTemplateName(stack, "Legacy", "legacy");

        var mails = EmailTemplateSet.Builder.create(stack, "Mails")
                .source(EmailSource.directory("emails/mails", EmailDirectoryOptions.builder().replace(Map.of("%URL%", url)).build()))
                .namePrefix("shop-")
                .build();
        mails.addTemplate(EmailTemplateSetEntryProps.builder().name("later").subject("Later").text(EmailContent.fromInline("{{> footer}}")).build());
        EmailTemplateSet.Builder.create(stack, "Reminders")
                .nameSuffix("-v1")
                .templates(List.of(EmailTemplateSetEntry.Builder.create()
                        .name("first")
                        .subject("A reminder")
                        .text(EmailContent.fromInline("{{cart}}"))
                        .sampleData(EmailSampleData.fromJson("{\"cart\":\"Tea\",\"coupon\":null}"))
                        .verifyOnDeploy(false)
                        .build()))
                .build();

        EmailConfigurationSet events = EmailConfigurationSet.Builder.create(stack, "Events").configurationSetName("orders").build();
        var key = new Key(stack, "Key");
        var topic = Topic.Builder.create(stack, "Topic").masterKey(key).build();
        var stream = DeliveryStream.Builder.create(stack, "Stream").destination(new S3Bucket(new Bucket(stack, "Bucket"))).build();
        events.publishTo("Undelivered", EmailEventDestination.sns(topic), EmailEventPublishingOptions.builder()
                .eventDestinationName("undelivered")
                .events(List.of(EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT))
                .build());
        events.publishTo("Archive", EmailEventDestination.firehose(stream));
        events.publishTo("Campaigns", EmailEventDestination.cloudWatch(EmailCloudWatchEventDestinationOptions.builder()
                .dimensions(List.of(
                        EmailEventDimension.messageTag("campaign", "none"),
                        EmailEventDimension.linkTag("link", "none"),
                        EmailEventDimension.emailHeader("X-Shop", "none"),
                        EmailEventDimension.configurationSet(),
                        EmailEventDimension.fromDomain(),
                        EmailEventDimension.callerIdentity(),
                        EmailEventDimension.sourceIp(),
                        EmailEventDimension.outgoingIp()))
                .build()));
        events.publishTo("Bus", EmailEventDestination.defaultEventBus());
        events.alarmOnRenderingFailures(EmailAlarmOptions.builder().topic(topic).build());
        events.alarmOnBounceRate(EmailAlarmOptions.builder().topic(topic).threshold(0.03).build());
        events.alarmOnComplaintRate(EmailAlarmOptions.builder().topic(topic).period(Duration.hours(6)).build());
        EmailDashboard.Builder.create(stack, "Dashboard").dashboardName("emails").configurationSet(events).build();
        EmailEventPublishing.Builder.create(stack, "Imported")
                .configurationSet(ConfigurationSet.fromConfigurationSetName(stack, "Old", "old"))
                .destination(EmailEventDestination.eventBus(EventBus.fromEventBusName(stack, "DefaultBus", "default")))
                .build();

        var role = Role.Builder.create(stack, "Mailer").assumedBy(new ServicePrincipal("lambda.amazonaws.com")).build();
        IEmailIdentity identity = EmailIdentity.fromEmailIdentityName(stack, "Identity", "shop.example.com");
        for (IEmailTemplate template : List.of(welcome, legacy, mails.template("receipt"))) {
            template.grantSend(role, EmailGrantSendOptions.builder().identity(identity).configurationSet(events).build());
        }
        mails.grantSend(role, EmailGrantSendOptions.builder().identity(identity).build());
        mails.grantRead(role);
        legacy.grantRead(role);
        events.grantSend(role, EmailConfigurationSetGrantSendOptions.builder().identity(identity).build());

        IEmailConfigurationSet shared = EmailConfigurationSet.fromConfigurationSetAttributes(stack, "Shared", EmailConfigurationSetAttributes.builder()
                .configurationSetName("shared")
                .metricEvents(List.of(EmailSendingEvent.SEND))
                .build());
        shared.alarmOnRenderingFailures(EmailAlarmOptions.builder().id("Broken").evaluationPeriods(3).datapointsToAlarm(2).build());
        shared.grantSend(role, EmailConfigurationSetGrantSendOptions.builder().identity(identity).build());
        output(stack, "SharedArn", shared.getConfigurationSetArn());

        RenderedEmail email = welcome.render(EmailSampleData.fromObject(Map.of("name", "Ada")));
        output(stack, "Rendered", email.getSubject() + ": " + email.getText());
        output(stack, "RenderedOfSet", mails.template("receipt").render(EmailSampleData.fromObject(Map.of("items", List.of(Map.of("title", "Tea", "price", "3.00"))))).getText());
        output(stack, "Variables", welcome.getVariables().stream().map(EmailTemplateVariable::getName).collect(Collectors.joining(",")));
        output(stack, "TemplateName", mails.template("refund").getTemplateName());

        TemplateDriftMonitor.Builder.create(stack, "Drift").templates(List.of(welcome, mails)).onDrift(List.of(topic)).build();

        Tags.of(welcome).add("team", "shop");
        Tags.of(mails).add("team", "shop");
        Tags.of(mails.template("receipt")).add("kind", "receipt");

        app.synth();
    }

    private static void output(final Stack stack, final String id, final String value) {
        CfnOutput.Builder.create(stack, id).value(value).build();
    }
}
