-- Keeps what Quarto's conditional divs show in print, and turns callouts into notices.

local function wanted(el)
  if el.classes:includes("content-visible") then
    local format = el.attributes["when-format"]
    local not_format = el.attributes["unless-format"]
    if (format and format ~= "typst" and format ~= "pdf")
      or not_format == "typst" or not_format == "pdf" then
      return false
    end
  elseif el.classes:includes("content-hidden") then
    local format = el.attributes["when-format"]
    local not_format = el.attributes["unless-format"]
    if format == "typst" or format == "pdf"
      or (not_format and not_format ~= "typst" and not_format ~= "pdf")
      or not (format or not_format) then
      return false
    end
  end
  return true
end

local function conditional(el)
  if not wanted(el) then
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

return { { Div = conditional, Span = conditional }, { Div = callout } }
