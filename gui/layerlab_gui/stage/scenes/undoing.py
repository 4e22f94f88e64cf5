"""An edit that is taken back, in one beat: undo restores what was kept, it doesn't do the steps
backwards."""

from layerlab_gui.i18n import translate
from layerlab_gui.stage.scene import Beat, Scene


def taken_back(scene: Scene, command: str) -> Scene:
    """`scene` is the edit's own."""
    title = translate("Stage", "Undo: {edit}").format(edit=scene.title)
    told = translate(
        "Stage", "taken back: the layer is as it was before; the edit stays in the log"
    )
    opening = translate("Stage", "This edit is about to be taken back: {edit}")
    return Scene(
        title,
        opening.format(edit=scene.title),
        scene.still(len(scene.beats)),
        (Beat(told, scene.before),),
        command,
        scene.path,
    )
