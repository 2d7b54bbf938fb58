-- Reads what Quarto adds to Pandoc's Markdown: divs for one medium, callouts, page
-- breaks; and leads links from notebooks to pages.

local MINE = FORMAT:match("^html") and { html = true } or { typst = true, pdf = true }

local function is_wanted(el)
  local when = el.attributes["when-format"]
  local unless = el.attributes["unless-format"]
  local meant = (not when or MINE[when] or false) and not (unless and MINE[unless])
  if el.classes:includes("content-visible") then
    return meant
  elseif el.classes:includes("content-hidden") then
    return (when or unless) and not meant or false
  end
  return true
end

local function conditional(el)
  if not is_wanted(el) then
    return {}
  end
end

local function callout(el)
  for _, class in ipairs(el.classes) do
    if class:match("^callout%-") then
      local content = el.content
      local first = content[1]
      if first and first.t == "Header" then
        content[1] = pandoc.Para({ pandoc.Strong(first.content) })
      elseif el.attributes.title then
        content:insert(1, pandoc.Para({ pandoc.Strong(el.attributes.title) }))
      end
      return pandoc.Div(content, pandoc.Attr("", { "notice" }))
    end
  end
end

local function page_break(el)
  if pandoc.utils.stringify(el) == "{{< pagebreak >}}" then
    return FORMAT == "typst" and pandoc.RawBlock("typst", "#pagebreak(weak: true)") or {}
  end
end

local function link(el)
  local path, anchor = el.target:match("^([^:#]+)%.ipynb(#?.*)$")
  if path then
    el.target = path .. ".html" .. anchor
    return el
  end
end

return {
  { Div = conditional, Span = conditional },
  { Div = callout, Para = page_break, Link = link },
}
