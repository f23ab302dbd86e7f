// A template by code and a set of a folder, in Go.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	ses "github.com/cdk-ses-templates/cdk-ses-templates-go/cdksestemplates"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(&awscdk.AppProps{AnalyticsReporting: jsii.Bool(false)})
	stack := awscdk.NewStack(app, jsii.String("Shop"), nil)

	welcome := ses.NewEmailTemplate(stack, jsii.String("Welcome"), &ses.EmailTemplateProps{
		TemplateName: jsii.String("welcome"),
		Subject:      jsii.String("Welcome, {{name}}"),
		Text:         ses.EmailContent_FromInline(jsii.String("Welcome, {{name}}."), nil),
		SampleData:   ses.EmailSampleData_FromObject(&map[string]interface{}{"name": "Ada"}),
	})
	mails := ses.NewEmailTemplateSet(stack, jsii.String("Mails"), &ses.EmailTemplateSetProps{
		Source: ses.EmailSource_Directory(jsii.String("emails/mails"), &ses.EmailDirectoryOptions{
			Replace: &map[string]*string{"%URL%": jsii.String("https://shop.example.com")},
		}),
	})

	email := welcome.Render(ses.EmailSampleData_FromObject(&map[string]interface{}{"name": "Grace"}))
	output(stack, "Rendered", jsii.String(*email.Subject+": "+*email.Text))
	output(stack, "RenderedOfSet", mails.Template(jsii.String("receipt")).Render(ses.EmailSampleData_FromObject(&map[string]interface{}{
		"items": []map[string]interface{}{{"title": "Tea", "price": "3.00"}},
	})).Text)

	app.Synth(nil)
}

func output(stack awscdk.Stack, id string, value *string) {
	awscdk.NewCfnOutput(stack, jsii.String(id), &awscdk.CfnOutputProps{Value: value})
}
