-- Turns the HTML tables of a notebook's outputs into tables of the document, so that
-- a PDF has real rows and header cells, and takes each cell's side from its class.
-- Both renderers run this filter on the way to a PDF.

local SIDES = {
  gt_right = pandoc.AlignRight,
  gt_center = pandoc.AlignCenter,
  gt_left = pandoc.AlignLeft,
}

local function strong(cell)
  cell.contents = cell.contents:walk({
    Plain = function(el)
      return pandoc.Plain({ pandoc.Strong(el.content) })
    end,
  })
end

local function align(rows)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      for _, class in ipairs(cell.classes) do
        cell.alignment = SIDES[class] or cell.alignment
        if class == "gt_group_heading" then
          strong(cell)
        end
      end
    end
  end
end

-- Columns are as wide as their content asks, and begin at the left unless they say so.
local function columns(specs)
  local out = pandoc.List({})
  for _, spec in ipairs(specs) do
    local side = spec[1] == pandoc.AlignDefault and pandoc.AlignLeft or spec[1]
    out:insert({ side, nil })
  end
  return out
end

-- Quarto's Typst writer drops the caption of a table in a notebook's output.
local function captioned(tbl)
  local caption = pandoc.utils.blocks_to_inlines(tbl.caption.long)
  if #caption == 0 then
    return tbl
  end
  tbl.caption = { long = {} }
  return {
    pandoc.RawBlock("typst", "#captioned(["),
    pandoc.Plain(caption),
    pandoc.RawBlock("typst", "], ["),
    tbl,
    pandoc.RawBlock("typst", "])"),
  }
end

local function tidy(tbl)
  align(tbl.head.rows)
  for _, row in ipairs(tbl.head.rows) do
    row.cells:map(strong)
  end
  align(tbl.foot.rows)
  for _, body in ipairs(tbl.bodies) do
    align(body.head)
    align(body.body)
  end
  tbl.colspecs = columns(tbl.colspecs)
  return captioned(tbl)
end

local function read(el)
  if not (el.format:match("^html") and el.text:match("<table")) then
    return nil
  end
  local found = pandoc.Blocks({})
  pandoc.read(el.text, "html").blocks:walk({
    Table = function(tbl)
      found:insert(tbl)
    end,
  })
  return found
end

if FORMAT:match("typst") then
  return { { RawBlock = read }, { Table = tidy } }
end
