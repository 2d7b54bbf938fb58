"""State how accessible the pages are, in the form that the regulations ask for.

After the model statement of the Public Sector Bodies (Websites and Mobile
Applications) (No. 2) Accessibility Regulations 2018.
"""

from analysis.data import Partnership
from analysis.present import numbers
from analysis.present.display import Text

UNNAMED = (
    "Nobody is named here yet: whoever publishes these pages names an address for it, "
    "as `contact` in partnership.toml"
)


def statement(record: Partnership) -> Text:
    """Return the accessibility statement of the site."""
    contact = record.settings.contact or UNNAMED
    day = numbers.day(record.as_at)
    return Text(
        f"""This statement applies to the evaluation reports on {record.settings.name}.
They are meant to be used by as many people as possible. You should be able to

- change colours, contrast and fonts, and read in dark colours if your system asks for
  them;
- zoom in up to 400% without text running off the screen;
- reach everything with a keyboard alone, and see where you are;
- listen to every page with a screen reader, charts included: each has a description
  that names its values, and its data below it;
- print every page, or take it as a tagged PDF.

## How accessible this website is

We know of these shortcomings:

- the lettering inside of charts is drawn as shapes and cannot be selected; the
  description of the chart and the data below it say the same;
- wide tables, and charts on narrow screens, scroll within a frame of their own; the
  frame can be reached and moved with the keyboard;
- links in a PDF lead to its own notes and to documents on the web only; links between
  pages are for the web pages.

## Feedback and contact information

To ask for a page in another form, such as large print, easy read or braille:
{contact}.

## Reporting accessibility problems with this website

If you find a problem that is not listed here, or think that we do not meet the
requirements, please tell: {contact}.

## Enforcement procedure

The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public
Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.
If you are not happy with how a complaint is answered, contact the
[Equality Advisory and Support Service](https://www.equalityadvisoryservice.com/).

## Technical information about this website's accessibility

### Compliance status

This website is partially compliant with the
[Web Content Accessibility Guidelines](https://www.w3.org/TR/WCAG22/) version 2.2, level
AA: what can be tested by rule was found to be met, and not all of it has been tested by
people.

### Content that is not accessible

No content is known to fail a requirement. No disproportionate burden is claimed, and no
content is out of scope.

## How we tested

With each change of the software, on every page of a whole site:

- the rules of axe-core for levels A and AA, and its best practice, at widths of 1280
  and 360 pixels, in light and in dark colours;
- reflow in a window of 320 pixels, which is what 400% zoom leaves of 1280;
- the way from every headline figure of a page to its source with the keyboard alone;
- that letters in charts are not drawn smaller than 12 pixels on a phone;
- that no page needs anything from another host;
- each PDF: the mark of PDF/UA-1, tags, language, title, headings, table headers and
  descriptions of charts.

Not tested: with people who use screen readers, magnifiers or speech; with a checker of
PDF/UA-1 such as PAC; easy read.

## Preparation of this statement

This statement was made with the reports as at {day}, by the software that makes them.
It is made anew with each edition."""
    )
